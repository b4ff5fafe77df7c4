"""Use-cases of advocates: filing, bulletins, sheets, forwarding, people; no Flask."""
