"""What stands around every public page: who vouches for it, feedback, paper, offline, machines."""
