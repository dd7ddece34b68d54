"""What a clerk would stumble over, found before the bundle is written."""
