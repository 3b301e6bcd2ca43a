package org.synfire.engine.measure;

import java.util.List;

/** Several consumers as one: each record goes to one after the other. */
final class ConsumerSequence implements StepConsumer {
    private final List<StepConsumer> consumers;

    ConsumerSequence(List<? extends StepConsumer> consumers) {
        this.consumers = List.copyOf(consumers);
    }

    @Override
    public void onStep(StepRecord record) {
        for (int i = 0; i < consumers.size(); i++) {
            consumers.get(i).onStep(record);
        }
    }

    @Override
    public void onEnd() {
        consumers.forEach(StepConsumer::onEnd);
    }
}
