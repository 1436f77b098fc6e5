import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code java NpmCheck.java <whether Node.js is required>}: {@code npm ci} and {@code npm run check}, where Node.js is here.
 * Maven cannot look for a program by itself, and a shell is not everywhere.
 */
final class NpmCheck {
    /** Vitest needs it; the package itself runs on older ones. */
    private static final int OLDEST_NODE = 20;

    private static final String NPM = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (nodeVersion() < OLDEST_NODE) {
            System.out.println("Node.js " + OLDEST_NODE + " or newer is not here: the TypeScript SDK is not checked.");
            System.exit(Boolean.parseBoolean(arguments[0]) ? 1 : 0);
        }
        run(NPM, "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
        run(NPM, "run", "check");
    }

    /** The major version, 0 for none. */
    private static int nodeVersion() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            Matcher version = Pattern.compile("v(\\d+)").matcher(new String(node.getInputStream().readAllBytes()));
            return node.waitFor() == 0 && version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
        if (exit != 0) {
            System.exit(exit);
        }
    }
}
