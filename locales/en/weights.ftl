### Derived weights.

# What a word on the command line chooses.
choice-correlation-pearson = By value
choice-correlation-spearman = By rank

choice-random-index-saaty = Saaty (2005)
choice-random-index-donegan-dodd = Donegan and Dodd (1991)
choice-random-index-alonso-lamata = Alonso and Lamata (2006)

choice-method-equal = The same weight for all
choice-method-stddev = More weight for more variation
choice-method-entropy = More weight for a less even spread
choice-method-critic = More weight for more variation and less correlation with others
choice-method-merec = More weight for a greater effect of leaving it out
choice-method-pca = More weight for a greater part in a common factor
choice-method-ahp = Judgements: pairs of indicators compared
choice-method-bwm = Judgements: all compared with the best and the worst
choice-method-roc = Judgements: an order
choice-method-swing = Judgements: the worth of full marks
