package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.engine.memory.RecordLayout;

/**
 * A core's off-heap state and its description.
 *
 * @param layout of its fields
 * @param memory of that layout
 */
record CoreMemory(RecordLayout layout, MemorySegment memory) implements Checkpointed {
    @Override
    public void state(StateFields fields) {
        for (RecordLayout.Field field : layout.fields()) {
            fields.memory(field.name(), field.in(memory));
        }
    }
}
