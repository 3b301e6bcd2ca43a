package org.synfire.tools;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Experiments of papers as programs. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description =
                "Runs the experiments of a paper over networks and data that are there, the paper's own figures beside"
                        + " them.",
        subcommands = {
            ReproduceSdannCommand.class,
            ReproduceMintCommand.class,
            ReproduceHessianCommand.class,
            ReproduceMicrocircuitCommand.class,
            ReproduceBrunelCommand.class
        })
final class ReproduceCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Synfire synfire;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "which paper? " + String.join(", ", spec.subcommands().keySet()));
    }

    Interruption interruption() {
        return synfire.interruption();
    }
}
