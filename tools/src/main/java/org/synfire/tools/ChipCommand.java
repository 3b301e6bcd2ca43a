package org.synfire.tools;

import java.util.concurrent.Callable;
import org.synfire.noc.chip.ChipTable;
import org.synfire.noc.chip.Chips;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a chip. */
@Command(
        name = "chip",
        mixinStandardHelpOptions = true,
        description = "Shows a chip: every figure with its unit and source, and which are assumed.")
final class ChipCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|FILE",
            description = "A built-in chip or a chip file in YAML; without it, the names of the built-in ones.")
    private String name;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        if (name == null) {
            Chips.names().forEach(out::println);
        } else {
            ChipTable.lines(ChipOptions.named(name)).forEach(out::println);
        }
        out.flush();
        return ExitStatus.DONE;
    }
}
