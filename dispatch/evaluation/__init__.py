"""双向评议 and 评优: who scores whom and when it shows, what the scores come to, and what they feed."""
