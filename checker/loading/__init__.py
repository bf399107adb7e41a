"""Files of an instance read into the model, with every problem placed at a line."""
