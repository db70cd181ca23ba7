"""The screens: read inputs, call the engine, show. Nothing below imports this room."""
