"""What both Flask apps share: base app, headers, forms, languages."""
