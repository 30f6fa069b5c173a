"""What users say of readings: images, what was read on them and what is written there.

The libraries of the database cost a process a fifth of a second and 17 MB, so only what talks to it
imports them (database, store, tables, export), and only the first feedback imports that.
"""
