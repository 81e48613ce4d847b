/** What a model is worth: read {@link org.lenet5.eval.Evaluation}. */
package org.lenet5.eval;
