// A fault proxy in a Go suite, driven by Toxiproxy's own client.
package faults

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2/client"
)

var (
	api  *toxiproxy.Client
	page = strings.Repeat("all is well\n", 100)
)

// TestMain starts one server for the whole suite, on a port that is free.
func TestMain(m *testing.M) {
	program := os.Getenv("GAMEDAY")
	if program == "" {
		program = "gameday"
	}
	server := exec.Command(program, "proxy", "-port", "0")
	said, err := server.StderrPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		panic(err)
	}
	line, _ := bufio.NewReader(said).ReadString('\n')
	api = toxiproxy.NewClient(regexp.MustCompile(`http://[\d.]+:\d+`).FindString(line))
	code := m.Run()
	server.Process.Signal(os.Interrupt)
	server.Wait()
	os.Exit(code)
}

// behindProxy is a web server behind a proxy of its own; both are gone after the test.
func behindProxy(t *testing.T) (*toxiproxy.Proxy, string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, page)
	}))
	proxy, err := api.CreateProxy(t.Name(), "127.0.0.1:0", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		proxy.Delete()
		server.Close()
	})
	return proxy, "http://" + proxy.Listen
}

// get is the code under test: one connection a request, half a second at most.
func get(url string) (string, error) {
	client := http.Client{Timeout: 500 * time.Millisecond, Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return string(body), err
}

func TestAllIsWell(t *testing.T) {
	_, url := behindProxy(t)
	if body, err := get(url); err != nil || body != page {
		t.Fatalf("got %q, %v", body, err)
	}
}

func TestASlowServerIsGivenUp(t *testing.T) {
	proxy, url := behindProxy(t)
	if _, err := proxy.AddToxic("late", "latency", "downstream", 1, toxiproxy.Attributes{"latency": 5000}); err != nil {
		t.Fatal(err)
	}
	var late net.Error
	if _, err := get(url); !errors.As(err, &late) || !late.Timeout() {
		t.Fatalf("expected a timeout, got %v", err)
	}
	if err := proxy.RemoveToxic("late"); err != nil {
		t.Fatal(err)
	}
	if _, err := get(url); err != nil {
		t.Fatalf("after the fault: %v", err)
	}
}

func TestABodyThatIsCutOffIsAnError(t *testing.T) {
	proxy, url := behindProxy(t)
	if _, err := proxy.AddToxic("cut", "limit_data", "downstream", 1, toxiproxy.Attributes{"bytes": 600}); err != nil {
		t.Fatal(err)
	}
	if body, err := get(url); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("got %d bytes, %v", len(body), err)
	}
}

func TestDownIsRefused(t *testing.T) {
	proxy, url := behindProxy(t)
	if err := proxy.Disable(); err != nil {
		t.Fatal(err)
	}
	if _, err := get(url); err == nil {
		t.Fatal("a proxy that is down answered")
	}
	if err := proxy.Enable(); err != nil {
		t.Fatal(err)
	}
	if _, err := get(url); err != nil {
		t.Fatalf("after the fault: %v", err)
	}
}
