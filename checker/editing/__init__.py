"""Case files changed as text: new lines put in, not one byte of what stood there touched."""
