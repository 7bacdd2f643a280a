"""What becomes of reports and issues further up: 报送, 批示, 成果转化."""
