"""The demonstration district: agencies, people, units and cases, all invented, all made through the services."""
