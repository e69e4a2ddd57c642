"""factcheck: a claim fact-tracking database for analysts of contested news."""

__version__ = "0.1.0"
