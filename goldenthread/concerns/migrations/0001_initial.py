import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0003_sentform'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('answers', models.JSONField(default=dict)),
                ('reference', models.CharField(blank=True, max_length=30)),
                ('touched_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=30, unique=True)),
                ('channel', models.CharField(choices=[('web', 'Public form'), ('staff', 'Typed in by staff'), ('api', "From an agency's system"), ('file', 'From a file')], max_length=10)),
                ('raised_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('agency_id', models.UUIDField(blank=True, null=True)),
                ('raised_by_id', models.UUIDField(blank=True, null=True)),
                ('external_ref', models.CharField(blank=True, max_length=80)),
                ('once_key', models.CharField(blank=True, max_length=160, null=True, unique=True)),
                ('referrer_name', models.CharField(blank=True, max_length=120)),
                ('referrer_role', models.CharField(choices=[('adult', 'The adult themselves'), ('family', 'Family, friend or neighbour'), ('care_home', 'Care home'), ('home_care', 'Home care or supported living'), ('hospital', 'Hospital'), ('community_health', 'Community or mental health service'), ('gp', 'GP practice'), ('ambulance', 'Ambulance or 111'), ('police', 'Police'), ('fire', 'Fire and rescue'), ('council', 'Council staff'), ('housing', 'Housing'), ('voluntary', 'Voluntary organisation or advocate'), ('regulator', 'Care Quality Commission'), ('other', 'Somebody else'), ('not_known', "I'd rather not say")], default='not_known', max_length=20)),
                ('referrer_agency', models.CharField(blank=True, max_length=200)),
                ('referrer_contact', models.CharField(blank=True, max_length=200)),
                ('adult_given_name', models.CharField(blank=True, max_length=100)),
                ('adult_family_name', models.CharField(blank=True, max_length=100)),
                ('adult_date_of_birth', models.DateField(blank=True, null=True)),
                ('adult_nhs_number', models.CharField(blank=True, max_length=10)),
                ('adult_address', models.CharField(blank=True, max_length=300)),
                ('adult_postcode', models.CharField(blank=True, max_length=9)),
                ('types', models.JSONField(default=list)),
                ('place', models.CharField(choices=[('own_home', "The person's own home"), ('community', 'In the community'), ('community_service', 'A community service'), ('nursing_home', 'Care home with nursing'), ('residential_home', 'Care home without nursing'), ('hospital_acute', 'General hospital'), ('hospital_mental_health', 'Mental health hospital'), ('hospital_community', 'Community hospital'), ('other', 'Somewhere else'), ('not_known', "I don't know")], default='not_known', max_length=25)),
                ('narrative', models.TextField()),
                ('immediate_danger', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', "I don't know"), ('not_asked', 'Not asked')], default='not_asked', max_length=10)),
                ('adult_aware', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', "I don't know"), ('not_asked', 'Not asked')], default='not_asked', max_length=10)),
                ('adult_agrees', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', "I don't know"), ('not_asked', 'Not asked')], default='not_asked', max_length=10)),
                ('adult_wishes', models.TextField(blank=True)),
                ('source_of_risk_name', models.CharField(blank=True, max_length=120)),
                ('source_of_risk_relationship', models.CharField(choices=[('partner', 'Partner or former partner'), ('relative', 'Relative'), ('friend', 'Friend, neighbour or someone they know'), ('unpaid_carer', 'Unpaid carer'), ('resident', 'Another resident or patient'), ('self', 'The adult themselves'), ('care_worker', 'Paid carer or care service'), ('health_worker', 'Health worker or health service'), ('council_worker', 'Council or assessment staff'), ('stranger', 'A stranger'), ('not_known', "I don't know")], default='not_known', max_length=20)),
                ('crime_reference', models.CharField(blank=True, max_length=60)),
                ('children_present', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', "I don't know"), ('not_asked', 'Not asked')], default='not_asked', max_length=10)),
                ('status', models.CharField(choices=[('received', 'New'), ('screening', 'Being screened'), ('awaiting_sign_off', 'Waiting for sign-off'), ('decided', 'Decided')], default='received', max_length=20)),
                ('restricted', models.BooleanField(default=False)),
                ('team', models.CharField(blank=True, max_length=60)),
                ('made_safe_at', models.DateTimeField(blank=True, null=True)),
                ('limb_needs', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not_yet_known', 'Not yet known')], max_length=15)),
                ('limb_abuse', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not_yet_known', 'Not yet known')], max_length=15)),
                ('limb_protect', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not_yet_known', 'Not yet known')], max_length=15)),
                ('threshold_level', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('threshold_codes', models.JSONField(default=list)),
                ('due_at', models.DateTimeField()),
                ('pending_outcome', models.CharField(blank=True, choices=[('s42_enquiry', 'Section 42 enquiry'), ('other_enquiry', 'Other enquiry'), ('other_response', 'Other response'), ('no_further_action', 'No further action'), ('added_to_enquiry', 'Added to an open enquiry')], max_length=20)),
                ('outcome', models.CharField(blank=True, choices=[('s42_enquiry', 'Section 42 enquiry'), ('other_enquiry', 'Other enquiry'), ('other_response', 'Other response'), ('no_further_action', 'No further action'), ('added_to_enquiry', 'Added to an open enquiry')], max_length=20)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('policy_edition', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('moved_at', models.DateTimeField(blank=True, null=True)),
                ('queue', models.GeneratedField(db_persist=True, expression=models.Case(models.When(status='decided', then=models.Value(9)), models.When(immediate_danger='yes', made_safe_at__isnull=True, then=models.Value(0)), default=models.Value(1)), output_field=models.SmallIntegerField())),
                ('allocated_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.agency')),
            ],
        ),
        migrations.CreateModel(
            name='ClockRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('clock', models.CharField(max_length=20)),
                ('what', models.CharField(choices=[('extended', 'Extended'), ('missed', 'Missed')], max_length=10)),
                ('reason', models.CharField(choices=[('seeking_wishes', 'We are finding out what the adult wants'), ('information_awaited', 'Information is awaited'), ('capacity_or_advocate', 'Capacity is assessed, or an advocate is being found'), ('police_first', 'The police go first'), ('waiting_for_partner', "A partner's report is awaited"), ('complex', 'Many people or places are involved'), ('adult_unavailable', 'The adult could not be seen yet'), ('workload', 'Too few staff or too much work'), ('oversight', 'It was overlooked')], max_length=25)),
                ('words', models.TextField()),
                ('due_before', models.DateTimeField()),
                ('due_after', models.DateTimeField(blank=True, null=True)),
                ('by_id', models.UUIDField()),
                ('by_name', models.CharField(max_length=120)),
                ('at', models.DateTimeField()),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clock_rows', to='concerns.concern')),
            ],
        ),
        migrations.CreateModel(
            name='ConcernStep',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('deed', models.CharField(max_length=40)),
                ('before', models.CharField(blank=True, max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('what', models.CharField(max_length=200)),
                ('words', models.TextField(blank=True)),
                ('visibility', models.CharField(default='file', max_length=20)),
                ('by_id', models.UUIDField()),
                ('by_name', models.CharField(max_length=120)),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='concerns.concern')),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.CharField(choices=[('s42_enquiry', 'Section 42 enquiry'), ('other_enquiry', 'Other enquiry'), ('other_response', 'Other response'), ('no_further_action', 'No further action'), ('added_to_enquiry', 'Added to an open enquiry')], max_length=20)),
                ('reason', models.CharField(blank=True, choices=[('no_abuse', 'No abuse or neglect, and no risk of it'), ('no_needs', 'No needs for care and support'), ('can_protect', 'Can protect themselves'), ('already_safe', 'Already put right and nobody at risk'), ('duplicate', 'The same report came twice'), ('not_our_area', "The adult is in another council's area"), ('adult_died', 'The adult has died'), ('not_safeguarding', 'Not a safeguarding matter')], max_length=20)),
                ('rationale', models.TextField()),
                ('signpost', models.CharField(blank=True, choices=[('care_assessment', 'Care and support assessment'), ('carer_assessment', "Carer's assessment"), ('information', 'Information and advice'), ('provider_action', 'The service puts it right'), ('quality', 'Commissioning and quality team'), ('health', 'GP or health service'), ('mental_health', 'Mental health service'), ('domestic_abuse', 'Domestic abuse service'), ('housing', 'Housing'), ('fire', 'Home fire safety visit'), ('police', 'Police'), ('complaint', 'Complaint'), ('advocacy', 'Advocacy'), ('voluntary', 'Voluntary organisation'), ('other', 'Somewhere else')], max_length=20)),
                ('signpost_words', models.TextField(blank=True)),
                ('follow_up_on', models.DateField(blank=True, null=True)),
                ('adult_view', models.TextField(blank=True)),
                ('law', models.CharField(max_length=120)),
                ('duty', models.CharField(max_length=15)),
                ('verdict', models.JSONField(default=dict)),
                ('policy_edition', models.CharField(max_length=20)),
                ('enquiry_id', models.UUIDField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('needs_sign_off', models.BooleanField()),
                ('signed_off_at', models.DateTimeField(blank=True, null=True)),
                ('sent_back_words', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='concerns.concern')),
                ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='LimbRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('limb', models.CharField(choices=[('needs', 'Has needs for care and support'), ('abuse', 'Is experiencing, or is at risk of, abuse or neglect'), ('protect', 'Cannot protect themselves because of those needs')], max_length=10)),
                ('answer', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_yet_known', 'Not yet known')], max_length=15)),
                ('evidence', models.TextField(blank=True)),
                ('reason', models.TextField()),
                ('by_id', models.UUIDField()),
                ('by_name', models.CharField(max_length=120)),
                ('at', models.DateTimeField()),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='limb_rows', to='concerns.concern')),
            ],
        ),
        migrations.CreateModel(
            name='WishRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('expressed', 'They said what they want'), ('not_expressed', 'They were asked and did not say'), ('not_possible', 'They could not be asked yet')], default='expressed', max_length=15)),
                ('words', models.TextField(blank=True)),
                ('said_by', models.CharField(blank=True, max_length=20)),
                ('said_by_name', models.CharField(blank=True, max_length=120)),
                ('not_expressed_reason', models.TextField(blank=True)),
                ('by_id', models.UUIDField()),
                ('by_name', models.CharField(max_length=120)),
                ('at', models.DateTimeField()),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wish_rows', to='concerns.concern')),
            ],
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['queue', 'due_at', 'id'], name='concern_queue'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['allocated_to', 'queue', 'due_at', 'id'], name='concern_queue_of_worker'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['team', 'queue', 'due_at', 'id'], name='concern_queue_of_team'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['status', 'due_at'], name='concern_status_due'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['queue', 'moved_at'], name='concern_stands_still'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['person', 'received_at'], name='concern_of_person'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['agency_id', 'received_at'], name='concern_of_agency'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['service', 'received_at'], name='concern_about_service'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['received_at'], name='concern_received'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['adult_nhs_number'], name='concern_nhs_number'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(django.db.models.functions.text.Lower('adult_family_name'), name='concern_family_name'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('external_ref', ''), _negated=True), ('agency_id__isnull', False)), fields=('agency_id', 'external_ref'), name='concern_external_ref_once'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(('limb_abuse', 'yes'), ('limb_needs', 'yes'), ('limb_protect', 'yes'), models.Q(('outcome__in', ['other_enquiry', 'other_response', 'no_further_action']), ('pending_outcome__in', ['other_enquiry', 'other_response', 'no_further_action']), _connector='OR'), _negated=True), name='three_yeses_mean_enquiry'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 's42_enquiry'), ('pending_outcome', 's42_enquiry'), _connector='OR', _negated=True), models.Q(('limb_abuse', 'yes'), ('limb_needs', 'yes'), ('limb_protect', 'yes')), _connector='OR'), name='s42_needs_three_yeses'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('pending_outcome', ''), ('person__isnull', False), ('status', 'decided'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('status', 'decided'), _negated=True), ('decided_at__isnull', True), ('outcome', '')), _connector='OR'), name='concern_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'awaiting_sign_off'), models.Q(('pending_outcome', ''), _negated=True)), models.Q(models.Q(('status', 'awaiting_sign_off'), _negated=True), ('pending_outcome', '')), _connector='OR'), name='concern_sign_off_has_proposal'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(('threshold_level__isnull', True), ('threshold_level__in', [1, 2, 3]), _connector='OR'), name='concern_threshold_level'),
        ),
        migrations.AddIndex(
            model_name='concernstep',
            index=models.Index(fields=['concern', 'at', 'id'], name='step_of_concern'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_off_at__isnull', True), ('signed_off_by__isnull', True)), models.Q(('signed_off_at__isnull', False), ('signed_off_by__isnull', False)), _connector='OR'), name='decision_signed_off_whole'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('signed_off_by__isnull', True), models.Q(('signed_off_by', models.F('by')), _negated=True), _connector='OR'), name='nobody_signs_off_themselves'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'no_further_action'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='no_action_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'other_response'), _negated=True), models.Q(('signpost', ''), _negated=True), _connector='OR'), name='other_response_has_signpost'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'added_to_enquiry'), _negated=True), ('enquiry_id__isnull', False), _connector='OR'), name='added_names_enquiry'),
        ),
        migrations.AddIndex(
            model_name='limbrow',
            index=models.Index(fields=['concern', 'limb', 'id'], name='limb_of_concern'),
        ),
        migrations.AddConstraint(
            model_name='limbrow',
            constraint=models.CheckConstraint(condition=models.Q(('answer', 'not_yet_known'), models.Q(models.Q(('reason', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='limb_yes_no_has_reason'),
        ),
        migrations.AddIndex(
            model_name='wishrow',
            index=models.Index(fields=['concern', 'id'], name='wish_of_concern'),
        ),
        migrations.AddConstraint(
            model_name='wishrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'expressed'), models.Q(('words', ''), _negated=True)), models.Q(models.Q(('state', 'expressed'), _negated=True), ('words', ''), models.Q(('not_expressed_reason', ''), _negated=True)), _connector='OR'), name='wish_has_words_or_reason'),
        ),
    ]
