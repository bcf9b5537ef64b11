"""The drop-in desk (IKOKO): sites, roster, visits, referrals."""
