package org.lenet5.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lenet5.data.Holdout;
import org.lenet5.data.Preprocessing;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.Architecture;
import org.lenet5.train.TrainingOptions;

class RecipeTest {

  @Test
  void theReviewAndThePaper() {
    assertThat(Recipe.REVIEW.settings().options()).isEqualTo(TrainingOptions.review());
    assertThat(Recipe.PAPER.settings().options()).isEqualTo(TrainingOptions.paper());
    assertThat(Recipe.PAPER.settings().architecture()).isEqualTo(Architecture.LENET5_1998);
    assertThat(Recipe.PAPER.settings(Architecture.LENET4).options())
        .isEqualTo(TrainingOptions.paper().withLoss(new Loss.CrossEntropy()));
  }

  /** As typed by hand: docs/accuracy.md. */
  @Test
  void theBest() {
    assertThat(Recipe.BEST.settings())
        .isEqualTo(
            SettingsText.read(
                Recipe.REVIEW,
                Map.of(
                    "deslant", "true",
                    "epochs", "150",
                    "schedule", "cosine",
                    "weight-decay", "0.05",
                    "distort", "rotate=10,scale=0.1,shear=0.2,translate=1,elastic=1,smooth=4",
                    "validation", "holdout:5000")));
    Settings clothes = Recipe.BEST.settings(Architecture.LENET5, "fashion-mnist");
    assertThat(SettingsText.of(clothes))
        .containsEntry("deslant", "false")
        .containsEntry("distort", "translate=1,scale=0.05,mirror=0.5")
        .containsEntry("epochs", "150");
  }

  @Test
  void membersDifferAsTheRecipeSays() {
    Settings first = Recipe.COMMITTEE.settings();
    List<Settings> members = Recipe.COMMITTEE.members(first, Recipe.COMMITTEE.members());
    assertThat(members).hasSize(7).doesNotHaveDuplicates().startsWith(first);
    assertThat(members)
        .extracting(member -> member.preprocessing().deslant())
        .containsExactly(true, false, true, false, true, false, true);
    assertThat(members)
        .extracting(member -> member.holdout().orElseThrow().number())
        .containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(members)
        .extracting(member -> member.options().seed())
        .containsExactly(42L, 43L, 44L, 45L, 46L, 47L, 48L);

    Settings clothes = Recipe.COMMITTEE.settings(Architecture.LENET5, "fashion-mnist");
    assertThat(Recipe.COMMITTEE.members(clothes, 3))
        .noneMatch(member -> member.preprocessing().deslant());
    assertThat(Recipe.BEST.members(Recipe.BEST.settings(), 2))
        .containsExactly(Recipe.BEST.settings(), Recipe.BEST.settings().withSeed(43));
  }

  @Test
  void recipesHaveNames() {
    for (Recipe recipe : Recipe.values()) {
      assertThat(Recipe.of(recipe.id())).isEqualTo(recipe);
    }
    assertThatThrownBy(() -> Recipe.of("tasty"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("--recipe: got tasty, expected review, paper, best or committee");
  }

  @Test
  void settingsAreValid() {
    Settings settings = Recipe.REVIEW.settings();
    refused(() -> settings.withEpochs(0), "epochs: got 0");
    refused(() -> settings.withTrainSamples(OptionalInt.of(0)), "training samples: got 0");
    refused(
        () -> settings.with(TrainingOptions.paper()),
        "loss: got MaximumAPosteriori[j=10.0], expected one for the outputs of lenet5");
    refused(
        () ->
            settings.with(settings.options().withOptimizer(new Optimizer.Adam(0.8, 0.9, 1e-8, 0))),
        "optimizer: got Adam");
    refused(
        () ->
            new Settings(
                Architecture.LENET5,
                Preprocessing.paper(),
                "mnist",
                false,
                Optional.empty(),
                Optional.of(new Holdout.Part(1, 1)),
                OptionalInt.empty(),
                settings.options()),
        "preprocessing: got ");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
