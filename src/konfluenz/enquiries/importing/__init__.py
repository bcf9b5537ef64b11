"""Mailboxes read in: each message an Anliegen, or a word in one."""
