"""/calendar: the days of all my teams; those of one are at /teams/{id}/calendar."""
