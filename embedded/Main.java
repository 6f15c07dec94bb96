import java.io.PrintStream;
import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.logging.log4j.Log4jLogProvider;

/** Runs Neo4j as the child of ipgraph: it lives exactly as long as its standard input stays open. */
public final class Main {
    private Main() {}

    /** Starts the server of the home folder args[0] with the configuration file args[1]. */
    public static void main(String[] args) throws Exception {
        // Standard output belongs to the parent and carries the one word READY: all else goes to the log.
        PrintStream parent = System.out;
        System.setOut(System.err);

        DatabaseManagementService dbms;
        try {
            dbms = new DatabaseManagementServiceBuilder(Path.of(args[0]))
                    .loadPropertiesFromFile(Path.of(args[1]))
                    .setUserLogProvider(new Log4jLogProvider(System.err))
                    .build();
        } catch (Throwable failure) {
            // Threads of a half-started server would keep the process alive for ever.
            failure.printStackTrace();
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(dbms::shutdown, "shutdown"));
        // Only in the training run: statements to load the classes of a query's way through the server.
        for (int i = 2; i < args.length; i++) {
            dbms.database("neo4j").executeTransactionally(args[i]);
        }
        parent.println("READY");
        parent.flush();

        // The parent never writes. The end of the input means that it asks for a stop, or that it is gone.
        while (System.in.read() >= 0) {}
        dbms.shutdown();
        System.exit(0);
    }
}
