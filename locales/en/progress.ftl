### Stages of long work, as they are shown while it goes on.

reading = reading the firms
scoring = scoring
writing = writing the output
comparing = comparing
examining = examining the scorecard
drawing = drawing weights
searching = searching for weights
resampling = bootstrapping
