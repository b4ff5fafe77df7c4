"""Anonymous, third-party reporting of violence: the programs `intake` and `review` and what they share."""
