package org.lenet5.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lenet5.model.Model;

/**
 * What a committee's members do by themselves and all together.
 *
 * @param folder where all of it lies
 * @param first what the first member was asked for
 * @param models the members, in order
 * @param holdout errors on what each member has kept back, if they were asked to
 * @param test errors on the test set, if there is one
 */
public record CommitteeResult(
    RunFolder folder,
    Settings first,
    List<Model> models,
    Optional<Errors> holdout,
    Optional<Errors> test) {

  /**
   * Errors in percent.
   *
   * @param members each by itself, in order
   * @param mean of the members' errors
   * @param committee of all together; absent if not all saw the same samples
   */
  public record Errors(List<Double> members, double mean, OptionalDouble committee) {}
}
