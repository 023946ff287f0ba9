"""Modals: what is done with a form that is submitted, and what a menu offers while somebody types."""
