"""What runs in a machine of the lab: it turns a booted golden root into a region or the tower, from one file."""
