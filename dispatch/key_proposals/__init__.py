"""重点提案: candidates, nominations, decisions and who takes them over."""
