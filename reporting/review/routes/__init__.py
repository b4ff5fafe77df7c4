"""The pages of review, one module per room; `app.BLUEPRINTS` lists them."""
