"""What the README claims of speed and quality, as commands that anyone can run."""
