"""The national return: the Safeguarding Adults Collection (SAC), laid out as data and counted from published facts."""
