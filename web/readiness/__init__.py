"""The page on which somebody who was asked answers about readiness: opened by their own link."""
