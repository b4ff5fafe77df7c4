"""Anonymous, third-party violence reporting: the programs `intake` and `review` and their rooms."""
