package org.lenet5.bench.compare;

import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A {@link Report} for programs: every measurement of every round. */
final class ReportJson {
  private final JsonGenerator json;

  private ReportJson(JsonGenerator json) {
    this.json = json;
  }

  static String of(Report report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      new ReportJson(json).write(report);
    }
    return text + "\n";
  }

  private void write(Report report) {
    json.writeStartObject();
    object("machine", report.machine());
    json.writeArrayPropertyStart("workloads");
    report.races().forEach(this::write);
    json.writeEndArray();
    json.writeArrayPropertyStart("commands");
    for (WholeCommand command : report.commands()) {
      json.writeStartObject();
      json.writeStringProperty("command", command.command());
      json.writeNumberProperty("seconds", command.seconds());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("agreement");
    for (Agreement agreement : report.agreements()) {
      json.writeStartObject();
      json.writeStringProperty("peer", agreement.peer());
      number("scores", agreement.scores());
      number("loss", agreement.loss());
      json.writeEndObject();
    }
    json.writeEndArray();
    object("skipped", report.skipped());
    json.writeEndObject();
  }

  private void write(Race race) {
    json.writeStartObject();
    json.writeStringProperty("workload", race.workload().title());
    json.writeStringProperty("unit", race.workload().unit());
    json.writeNumberProperty("peak_gflops", race.peak());
    number("share_of_peak", race.share());
    json.writeArrayPropertyStart("peers");
    for (Race.Lane lane : race.lanes()) {
      json.writeStartObject();
      json.writeStringProperty("peer", lane.peer());
      json.writeNumberProperty("threads", lane.threads());
      json.writeName("rounds");
      json.writeArray(lane.values(), 0, lane.values().length);
      json.writeNumberProperty("median", lane.spread().median());
      json.writeNumberProperty("ours_is_times_as_fast", race.ratio(lane).median());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void object(String name, Map<String, ?> values) {
    json.writeObjectPropertyStart(name);
    values.forEach(
        (key, value) -> {
          json.writeName(key);
          switch (value) {
            case Integer number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
          }
        });
    json.writeEndObject();
  }

  /** JSON has no NaN. */
  private void number(String name, double value) {
    if (Double.isFinite(value)) {
      json.writeNumberProperty(name, value);
    } else {
      json.writeNullProperty(name);
    }
  }
}
