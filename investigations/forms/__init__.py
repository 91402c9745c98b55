"""What people type on this floor. Nothing here saves."""
