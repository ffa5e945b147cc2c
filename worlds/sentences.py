"""Sentences that made-up people say and write, by type of abuse. All our own words; ``{name}`` is the adult's given name."""

from __future__ import annotations

import random
from collections.abc import Mapping

from goldenthread.concerns.policy.principles import Weighed
from goldenthread.concerns.vocabulary import AbuseType, Principle, ReferrerRole, SourceRelationship
from goldenthread.ground.words import Answer

NARRATIVES: Mapping[str, tuple[str, ...]] = {
    AbuseType.PHYSICAL: (
        "{name} has bruises on both upper arms that nobody can explain. {name} looked away when asked about them.",
        "{name} was pushed during an argument over the television and fell against a chair. A red mark on the hip, no break.",
        "A visitor heard shouting and saw {name} being pulled up from the chair by one arm.",
    ),
    AbuseType.DOMESTIC: (
        "Neighbours rang because of shouting. {name} had a cut lip and said it was an accident. The partner answered every question.",
        "{name} told the nurse quietly that the bank card and the phone have been taken away and visitors are sent off.",
        "Second call to this address in a month. {name} said things get better for a while and then it starts again.",
    ),
    AbuseType.SEXUAL: (
        "{name} told a member of staff that another person came into the room at night and touched them. {name} is upset and will not sleep there.",
        "{name} said a man who gives lifts to the club put a hand on their leg and would not stop when asked.",
    ),
    AbuseType.SEXUAL_EXPLOITATION: (
        "{name} has new friends who give cigarettes and ask for favours in return. {name} was missing for two nights.",
        "{name} says pictures were taken and they were told these would be shown around unless they came back.",
    ),
    AbuseType.PSYCHOLOGICAL: (
        "{name} cries after visits. Staff heard {name} being told that nobody else would put up with them.",
        "{name} has been called names by people in the same block for weeks and has stopped going out.",
        "{name} said they are told they will be sent away if they complain.",
    ),
    AbuseType.FINANCIAL: (
        "£640 has gone from {name}'s account in three weeks, always in cash. {name} cannot get to a cash machine.",
        "{name} signed a paper about the house and does not know what it was. A relative has arranged everything since.",
        "{name}'s shopping money runs out by Tuesday. The person who shops keeps no receipts.",
        "A caller offered to fix the roof, took £1,200 and did not come back. {name} is ashamed to tell the family.",
    ),
    AbuseType.MODERN_SLAVERY: (
        "{name} sleeps at the car wash, has no papers and says the boss keeps the wages.",
        "Three men have moved into {name}'s flat. {name} now sleeps on the floor and runs errands for them.",
    ),
    AbuseType.DISCRIMINATORY: (
        "{name} is called names at the bus stop because of how they speak. Twice something was thrown.",
        "Meals that {name} may not eat for reasons of faith were served three days running although the plan says so.",
    ),
    AbuseType.ORGANISATIONAL: (
        "Two staff for twenty-eight people again at the weekend. {name} was still in bed at noon, and others were too.",
        "Everybody is put to bed by seven. {name} asked to stay up and was told those are the rules.",
    ),
    AbuseType.NEGLECT: (
        "The evening call did not come for the second time this week. {name} was found in the chair the next morning, wet and cold.",
        "{name} has a pressure sore that was not there last week. Turning charts have gaps of nine hours.",
        "{name} was given another person's tablets at breakfast. The mistake was noticed an hour later and the surgery was rung.",
        "{name} came home from hospital without the dressings and with no visit arranged.",
        "{name} has lost five kilograms in two months and the food record has many empty lines.",
        "A fall that nobody saw. The plan says two people and a hoist; one person was on the shift.",
    ),
    AbuseType.SELF_NEGLECT: (
        "The crew could open the front door only a little because of papers and bags. {name} has ulcers on both legs and sends the nurse away.",
        "{name} has no heating or hot water and eats from tins. {name} says they are fine and want to be left alone.",
        "{name} has stopped taking insulin and does not answer the door to the nurse.",
    ),
}

WISHES: Mapping[str, tuple[str, ...]] = {
    AbuseType.PHYSICAL: (
        "I want it to stop. I don't want to get anybody into trouble.",
        "I want to feel safe in my own room.",
    ),
    AbuseType.DOMESTIC: (
        "I want him to get help. I don't want to leave my home.",
        "I want to see my sister again.",
    ),
    AbuseType.SEXUAL: ("I want a lock on my door.", "I don't want to see him ever again."),
    AbuseType.SEXUAL_EXPLOITATION: ("I want the pictures gone.", "I want my own friends back."),
    AbuseType.PSYCHOLOGICAL: ("I want people to speak to me kindly.", "I want someone to tell them to stop."),
    AbuseType.FINANCIAL: (
        "I want my money back, and my own card.",
        "I want to stay friends with my nephew, but he must not have my card.",
    ),
    AbuseType.MODERN_SLAVERY: ("I want my flat to myself.", "I want my passport and my wages."),
    AbuseType.DISCRIMINATORY: ("I want to wait for the bus in peace.", "I want them to know how it feels."),
    AbuseType.ORGANISATIONAL: (
        "I want to go to bed when I'm tired, not when they are.",
        "I want someone to come when I ring.",
    ),
    AbuseType.NEGLECT: (
        "I want them to come when they say they will.",
        "I want the pain to go and to get back to my chair by the window.",
        "I like it here. I want it done properly, that's all.",
    ),
    AbuseType.SELF_NEGLECT: (
        "I want to stay here with my things. I could do with help for my legs.",
        "Leave me be. But the cold is bad.",
    ),
}

FOUND_OUT = (
    "Spoke with the person who raised it; they added nothing to what they wrote.",
    "Looked at our own record: open to the locality team, review due in spring.",
    "Rang the surgery: seen ten days ago, no concerns noted then.",
    "Rang the adult, who was glad to be asked and told it in their own way.",
    "The police have no other calls to this address this year.",
)

NEEDS_EVIDENCE = "Known to adult social care; needs help with washing, dressing and meals."
NO_NEEDS_EVIDENCE = (
    "Manages everyday life without help; no illness or disability that we or the surgery know of."
)
ABUSE_EVIDENCE = "What was reported, and what the adult said when we spoke."
NO_ABUSE_EVIDENCE = "The cause is understood and there is no sign of abuse or neglect, or of a risk of it."
CAN_PROTECT_EVIDENCE = "Understands what happened, has already acted on it and has people to turn to."

# Why somebody could not protect themselves, by who may have caused the harm.
PROTECT_EVIDENCE: Mapping[str, str] = {
    SourceRelationship.SELF: "Because of the illness cannot see or keep away from what harms them, though they say they are fine.",
    SourceRelationship.CARE_WORKER: "Depends on these staff for getting up, meals and medicine, and cannot go elsewhere.",
    SourceRelationship.HEALTH_WORKER: "Was too ill to speak up and depended on the staff of the ward.",
    SourceRelationship.PARTNER: "Cannot get out alone and depends on the person said to be responsible.",
    SourceRelationship.RELATIVE: "Depends on the person said to be responsible for shopping, letters and lifts.",
}
PROTECT_EVIDENCE_OTHERWISE = (
    "Needs help to go out and to use the telephone, so could not keep away or call somebody."
)

# Steps of an enquiry: anywhere, at somebody's own home, in a service.
STEPS = (
    ("conversation", "Met {name} and talked about what happened and what a good week would look like."),
    ("conversation", "Spoke with {name}'s daughter, with {name}'s agreement."),
    ("safety", "Agreed with {name} whom to ring and when; the number is by the telephone."),
)
STEPS_AT_HOME = (
    ("visit", "Visited {name} at home at a time {name} chose, when nobody else was in."),
    ("safety", "With {name}'s agreement the locks were changed and a neighbour holds the spare key."),
)
STEPS_IN_CARE = (
    ("records", "Read the daily records of the last four weeks together with the manager."),
    ("visit", "Visited without notice at tea time. Staff were calm and the chart was up to date."),
)

# What a service wrote when it was asked, by type; the last where none fits.
PROVIDER_REPORTS: Mapping[str, str] = {
    AbuseType.NEGLECT: (
        "We looked at the rota and the daily charts and spoke with the three staff on shift. The round was interrupted by a fall. "
        "Since then two people do the round, nobody may interrupt it, and the manager checks the chart each evening."
    ),
    AbuseType.PHYSICAL: (
        "We spoke with everybody on shift and looked at the body map and the night notes. One worker used a hold that is not in "
        "the plan. They work elsewhere until this is settled, and all staff have been through the plan again."
    ),
    AbuseType.ORGANISATIONAL: (
        "The rota shows two unfilled shifts in each of the four weeks. We have stopped taking new people until both are filled, "
        "and everybody is asked again when they want to get up and go to bed."
    ),
}
PROVIDER_REPORT_OTHERWISE = (
    "We spoke with the staff who were there and read the notes of that week. What was reported did happen. "
    "We have said sorry in person, changed the rota and will look at it again together in four weeks."
)

# What adults say at the end, by type; the last where none fits.
SAFER_WORDS: Mapping[str, tuple[str, ...]] = {
    AbuseType.NEGLECT: (
        "They come on time now. Mostly.",
        "It's done properly now. I'd tell you if it wasn't.",
        "My chair, my window. That'll do me.",
    ),
    AbuseType.FINANCIAL: (
        "I've got my card back, and I do my own shopping with Jean.",
        "I know what's in the bank. I hadn't for a year.",
    ),
    AbuseType.SELF_NEGLECT: ("The nurse can come. The papers stay.", "It's warm. I'll give you that."),
    AbuseType.DOMESTIC: ("It's quiet. I sleep again.", "He's on his course. I see my sister on Fridays."),
    AbuseType.ORGANISATIONAL: ("I go up when I'm tired now.", "Somebody comes when I ring."),
}
SAFER_WORDS_OTHERWISE = (
    "I feel better now that I know who to ring.",
    "It's quiet. I sleep again.",
    "I'm not looking over my shoulder any more.",
)

# Who writes, and for whom, by kind of referrer. Members of the public often leave no name.
REFERRERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    ReferrerRole.AMBULANCE: (
        ("Crew 214", "Sandgate Ambulance"),
        ("J. Sung, paramedic", "Sandgate Ambulance"),
    ),
    ReferrerRole.COMMUNITY_HEALTH: (
        ("Fiona Brand, district nurse", "Sandgate Community Health"),
        ("Ade Bello, community nurse", "Sandgate Community Health"),
    ),
    ReferrerRole.COUNCIL: (
        ("Duty worker", "Sandgate Council, housing options"),
        ("Rosa Pinto, reviewing officer", "Sandgate Council"),
    ),
    ReferrerRole.GP: (("Dr N. Shah", "Priory Surgery"), ("Dr L. Byrne", "Harbour Road Surgery")),
    ReferrerRole.HOUSING: (("Neil Cross, tenancy officer", "Quayside Homes"),),
    ReferrerRole.VOLUNTARY: (
        ("Morning club", "Sandgate Lunch Clubs"),
        ("Jo Lind, advocate", "Speaking Together"),
    ),
    ReferrerRole.REGULATOR: (("Inspector", "Care Quality Commission"),),
    ReferrerRole.FIRE: (("Watch manager Ellis", "Sandgate Fire and Rescue"),),
    ReferrerRole.FAMILY: (("", ""), ("A daughter", ""), ("A brother", "")),
}

_PULLS = (
    ((Principle.EMPOWERMENT, Principle.PROTECTION), "Wants no stranger in the house. We ask every week, and the neighbour knows whom to ring."),
    ((Principle.WELLBEING, Principle.PROTECTION), "The visits make the days worth living and bring the risk. They go on, with somebody near."),
    ((Principle.EMPOWERMENT, Principle.PARTNERSHIP), "Asked us to tell nobody. We told the nurse what she must know and said so to them first."),
    ((Principle.PROPORTIONALITY, Principle.PREVENTION), "One fall is one fall; a third must not come. A visit now, no more until the next."),
)  # fmt: skip


def weighed(seed: str) -> Weighed:
    """Whether principles pulled against each other, drawn from the seed alone."""
    apart = random.Random(seed)
    if apart.random() < 0.7:
        return Weighed(Answer.NO)
    between, words = apart.choice(_PULLS)
    return Weighed(Answer.YES, between, words)
