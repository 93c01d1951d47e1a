"""Maintain: stored bytes verified, what the policy no longer keeps removed, promises asked of everything."""
