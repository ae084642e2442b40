"""Drafts the monthly digest of what the Linux HA stack released."""
