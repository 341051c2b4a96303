"""The hall put together: settings, addresses, sweeps. The highest room; nobody imports it."""
