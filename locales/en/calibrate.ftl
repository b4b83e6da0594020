### Calibration.

# What a word on the command line chooses.
choice-maximise-likelihood = The likelihood of a logistic regression on points
choice-maximise-auc = The area under the ROC curve
