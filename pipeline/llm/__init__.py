"""The only code that knows a vendor: questions to a model, cached, retried, recorded."""
