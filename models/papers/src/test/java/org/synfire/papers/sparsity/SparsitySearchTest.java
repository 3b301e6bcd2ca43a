package org.synfire.papers.sparsity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.experiment.Progress;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.sparsity.SearchedNetwork;
import org.synfire.noc.chip.Chips;

class SparsitySearchTest {
    private static final IntegerNetwork NETWORK = SearchedNetwork.network();
    private static final int SAMPLES = 40;

    @TempDir
    private Path directory;

    private static SparsitySearch search(double budget, int threads, TrialJournal journal, Progress progress) {
        return SparsitySearch.of(
                SearchedNetwork.encoded(),
                SearchedNetwork.images(SAMPLES),
                budget,
                threads,
                subject -> journal,
                progress);
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 10, 25})
    void keepsTheBudgetAndSavesMoreThanAnyUniformSetting(double budget) {
        SparsitySearch.Result result =
                search(budget, 2, TrialJournal.inMemory(), Progress.SILENT).run();
        assertTrue(result.isComplete());
        assertTrue(result.isWithinBudget(result.best()), result.best().toString());
        assertTrue(
                result.best().changedAnswers() <= budget / 100 * SAMPLES,
                result.best().toString());
        long bestUniform = result.uniform().values().stream()
                .filter(t -> t.outputError() <= result.mostError())
                .mapToLong(Trial::operations)
                .min()
                .orElse(result.dense().operations());
        assertTrue(result.best().operations() < bestUniform, result.best() + " against " + bestUniform);
        assertEquals(SparsitySearch.CHOICES.size(), result.uniform().size());
    }

    @Test
    void withoutABudgetNothingMayChange() {
        SparsitySearch.Result result =
                search(0, 2, TrialJournal.inMemory(), Progress.SILENT).run();
        assertEquals(0, result.best().changedAnswers());
        assertEquals(0, result.best().outputError());
    }

    /** Of two plans with the same answers on few samples the one with less error is likelier to keep them on others. */
    @Test
    void theErrorOfTheOutputsKeepsTheBudgetToo() {
        SparsitySearch.Result result =
                search(10, 2, TrialJournal.inMemory(), Progress.SILENT).run();
        double changes = result.uniform().values().stream()
                .filter(t -> 2 * t.changedAnswers() <= SAMPLES)
                .mapToInt(Trial::changedAnswers)
                .sum();
        double error = result.uniform().values().stream()
                .filter(t -> 2 * t.changedAnswers() <= SAMPLES)
                .mapToDouble(Trial::outputError)
                .sum();
        assertTrue(changes > 0);
        assertEquals(0.1 * SAMPLES, result.mostError() * changes / error, 1e-9);
        assertTrue(result.best().outputError() <= result.mostError());
    }

    @Test
    void aLargerBudgetNeverSavesLess() {
        TrialJournal journal = TrialJournal.inMemory();
        double tight = search(5, 1, journal, Progress.SILENT).run().saving();
        double loose = search(25, 1, journal, Progress.SILENT).run().saving();
        assertTrue(loose >= tight && tight > 0, tight + " and " + loose);
    }

    @Test
    void findsTheSameWithAnyNumberOfThreads() {
        SparsitySearch.Result one =
                search(10, 1, TrialJournal.inMemory(), Progress.SILENT).run();
        SparsitySearch.Result three =
                search(10, 3, TrialJournal.inMemory(), Progress.SILENT).run();
        assertEquals(one, three);
    }

    @Test
    void countsOperationsAsTheEmulatorDoes() {
        SparsitySearch.Result result =
                search(10, 2, TrialJournal.inMemory(), Progress.SILENT).run();
        RunResult dense = Experiment.on(Chips.darwin3())
                .run(SearchedNetwork.encoded(), SearchedNetwork.images(SAMPLES))
                .result();
        RunResult sparse = Experiment.on(Chips.darwin3())
                .run(SearchedNetwork.encoded().with(result.plan().applyTo(NETWORK)), SearchedNetwork.images(SAMPLES))
                .result();
        assertEquals(dense.events().sops(), result.dense().operations());
        assertEquals(sparse.events().sops(), result.best().operations());
        assertEquals(sparse.answers().correct(), result.best().correct());
        assertEquals(
                0,
                sparse.witnesses().reference().orElseThrow().mismatchedValues(),
                sparse.witnesses().reference().orElseThrow().firstMismatch().orElse(""));
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException {
        SparsitySearch.Result whole =
                search(10, 1, TrialJournal.inMemory(), Progress.SILENT).run();
        Path file = directory.resolve("search.journal");
        SparsitySearch.Result part = stoppedAfter(20, TrialJournal.open(file, "this"));
        assertFalse(part.isComplete());
        assertEquals(20, part.trials());
        Files.writeString(file, Files.readString(file) + "{\"plan\":\"r1,r1,r1\",\"trial\":{\"corr");
        TrialJournal journal = TrialJournal.open(file, "this");
        assertEquals(20, journal.size());
        assertEquals(whole, search(10, 1, journal, Progress.SILENT).run());
        assertEquals(
                whole,
                search(10, 1, TrialJournal.open(file, "this"), (done, total) -> {})
                        .run());
    }

    private static SparsitySearch.Result stoppedAfter(int trials, TrialJournal journal) {
        AtomicReference<SparsitySearch> search = new AtomicReference<>();
        search.set(search(10, 1, journal, (done, total) -> {
            if (done == trials) {
                search.get().requestStop();
            }
        }));
        return search.get().run();
    }

    @Test
    void refusesTheJournalOfAnotherSearch() throws IOException {
        Path file = directory.resolve("search.journal");
        TrialJournal.open(file, "network a");
        String said = assertThrows(InputException.class, () -> TrialJournal.open(file, "network b"))
                .getMessage();
        assertTrue(said.contains("another search, of network a; this is network b"), said);
        Path other = Files.writeString(directory.resolve("other"), "no journal");
        assertTrue(assertThrows(InputException.class, () -> TrialJournal.open(other, "a"))
                .getMessage()
                .contains("is no journal of a search"));
        Path empty = Files.createFile(directory.resolve("empty"));
        assertTrue(assertThrows(InputException.class, () -> TrialJournal.open(empty, "a"))
                .getMessage()
                .contains("is no journal of a search"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 101, Double.NaN})
    void refusesABudgetOutOfRange(double budget) {
        assertThrows(InputException.class, () -> search(budget, 1, TrialJournal.inMemory(), Progress.SILENT));
    }
}
