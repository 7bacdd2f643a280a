"""选题 and collective work: calls, topics, quotas, drafters and their versions."""
