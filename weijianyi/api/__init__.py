"""The interface for machines: keys, the REST API, events pushed to subscribers, and their pages."""
