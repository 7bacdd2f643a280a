"""半年评比 and 优秀案例: rules, candidates, write-up, consent, scores, decision, publication."""
