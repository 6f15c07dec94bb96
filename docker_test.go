package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
)

// compose is as much of docker-compose.yml as the tests look at.
type compose struct {
	Services map[string]struct {
		Image       string            `yaml:"image"`
		Command     []string          `yaml:"command"`
		Environment map[string]string `yaml:"environment"`
		Ports       []string          `yaml:"ports"`
		Restart     string            `yaml:"restart"`
		CapDrop     []string          `yaml:"cap_drop"`
		DependsOn   map[string]struct {
			Condition string `yaml:"condition"`
		} `yaml:"depends_on"`
		Healthcheck struct {
			Test        []string `yaml:"test"`
			StartPeriod string   `yaml:"start_period"`
		} `yaml:"healthcheck"`
	} `yaml:"services"`
}

func readCompose(t *testing.T) compose {
	t.Helper()
	text, err := os.ReadFile("docker-compose.yml")
	require.NoError(t, err)
	var c compose
	require.NoError(t, yaml.Unmarshal(text, &c))
	return c
}

// The files are only read here: no container is started.
func TestComposeOrder(t *testing.T) {
	c := readCompose(t)
	require.Len(t, c.Services, 3)
	neo4j, load, serve := c.Services["neo4j"], c.Services["load"], c.Services["serve"]

	assert.Equal(t, "service_healthy", load.DependsOn["neo4j"].Condition)
	assert.Equal(t, "service_healthy", serve.DependsOn["neo4j"].Condition)
	assert.Equal(t, "service_completed_successfully", serve.DependsOn["load"].Condition)
	assert.Equal(t, "no", load.Restart, "a load runs once")
	assert.Contains(t, strings.Join(neo4j.Healthcheck.Test, " "), "localhost:7474")
	assert.NotEmpty(t, neo4j.Healthcheck.StartPeriod)
	assert.Contains(t, strings.Join(serve.Healthcheck.Test, " "), "/readyz")
	for name, service := range c.Services {
		for _, port := range service.Ports {
			assert.True(t, strings.HasPrefix(port, "127.0.0.1:"), "%s: %s is open to other machines", name, port)
		}
		if name != "neo4j" {
			assert.Equal(t, "bolt://neo4j:7687", service.Environment["NEO4J_URI"])
			assert.Equal(t, []string{"ALL"}, service.CapDrop)
		}
	}
}

// The commands of the services are ones that this program understands.
func TestComposeCommands(t *testing.T) {
	a := &app{getenv: func(string) string { return "" }}
	services := readCompose(t).Services
	for _, name := range []string{"load", "serve"} {
		cmd, args, err := a.rootCommand().Find(services[name].Command)
		require.NoError(t, err)
		require.Equal(t, name, cmd.Name())
		require.NoError(t, cmd.ParseFlags(args), "%v", args)
		require.Positive(t, a.database.wait, "%s has to wait for Bolt", name)
	}
}

// A password has to be chosen, and LOAD CSV is as closed as in the private one.
func TestComposeGuardsNeo4j(t *testing.T) {
	services := readCompose(t).Services
	environment := services["neo4j"].Environment
	for name, want := range embedded.Guards() {
		assert.Equal(t, want, environment[dockerName(name)], "%s as %s", name, dockerName(name))
	}
	required := regexp.MustCompile(`^\$\{NEO4J_PASSWORD:\?[^}]+\}$`)
	assert.Regexp(t, required, strings.TrimPrefix(environment["NEO4J_AUTH"], "neo4j/"))
	assert.NotContains(t, environment, "NEO4J_PASSWORD", "the image would take it for a setting")
	assert.Regexp(t, required, services["load"].Environment["NEO4J_PASSWORD"])
	assert.Regexp(t, required, services["serve"].Environment["NEO4J_PASSWORD"])
}

// Without a token the server is for this machine alone, and a token that is set
// counts. The image by itself asks for one.
func TestComposeToken(t *testing.T) {
	serve := readCompose(t).Services["serve"]
	assert.Equal(t, "${IPGRAPH_TOKEN:-}", serve.Environment["IPGRAPH_TOKEN"])
	assert.Contains(t, serve.Command, "--insecure-no-token")
	require.NotEmpty(t, serve.Ports)
	for _, port := range serve.Ports {
		assert.True(t, strings.HasPrefix(port, "127.0.0.1:"), "%s is open to other machines, and there is no token", port)
	}
	dockerfile, err := os.ReadFile("Dockerfile")
	require.NoError(t, err)
	assert.NotContains(t, string(dockerfile), "insecure")
}

// dockerName is the variable by which the Neo4j image takes a setting.
func dockerName(setting string) string {
	return "NEO4J_" + strings.ReplaceAll(strings.ReplaceAll(setting, "_", "__"), ".", "_")
}

// Images are pinned to the patch version, and Neo4j to that of the private one.
func TestDockerPins(t *testing.T) {
	dockerfile, err := os.ReadFile("Dockerfile")
	require.NoError(t, err)
	image := readCompose(t).Services["neo4j"].Image
	assert.Equal(t, "neo4j:"+embedded.Neo4jVersion+"-community", image)
	images := []string{image}
	for _, found := range regexp.MustCompile(`(?m)^FROM (\S+)`).FindAllSubmatch(dockerfile, -1) {
		images = append(images, string(found[1]))
	}
	require.Len(t, images, 4)
	for _, name := range images {
		assert.Regexp(t, `^[a-z0-9/.-]+:\d+\.\d+\.\d+(-[a-z0-9.]+)?$`, name)
	}
}

// The program runs as nobody in particular, with the dossier that it loads.
func TestDockerUser(t *testing.T) {
	dockerfile, err := os.ReadFile("Dockerfile")
	require.NoError(t, err)
	_, final, found := strings.Cut(string(dockerfile), "\nFROM ")
	require.True(t, found)
	user := regexp.MustCompile(`(?m)^USER (\d+)`).FindStringSubmatch(final)
	require.NotNil(t, user, "a number: the user has no name in the image")
	assert.NotEqual(t, "0", user[1])
	load := readCompose(t).Services["load"].Command
	assert.Contains(t, final, " "+load[len(load)-1]+"/\n", "the dossier is in the image")
}
