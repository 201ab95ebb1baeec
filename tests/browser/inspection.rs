//! What every page of the journeys has to pass: no accessibility violation in light and dark, wide and narrow;
//! nothing wider than the window. What the server sent is kept for the HTML checker, and pictures for people.

use std::fs;

use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::json;

use crate::browser::Browser;

const WIDTHS: [u32; 2] = [1280, 390];
const THEMES: [&str; 2] = ["light", "dark"];

/// Runs axe-core over the page, by the rules of WCAG 2.2 up to AA.
const AXE: &str = r"
const done = arguments[arguments.length - 1];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] }).then(
  ({ violations, passes }) => done({
    passed: passes.length,
    violations: violations.map(({ id, help, nodes }) => ({
      id, help, nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    })),
  }),
  (error) => done({ passed: 0, violations: [{ id: 'axe', help: String(error), nodes: [] }] }),
);";

#[derive(Deserialize)]
struct Findings {
    passed: usize,
    violations: Vec<Violation>,
}

#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<String>,
}

impl Browser {
    /// Inspects the page that is open. `name` names its files, and has to differ from those of other journeys.
    pub async fn inspect(&self, name: &str) {
        self.keep_source(name).await;
        let mut complaints = Vec::new();
        // The inspector is a script that waits for itself; those of the page are past their start.
        self.run_scripts(true).await;
        self.page.execute(axe().as_str(), []).await.unwrap();
        for width in WIDTHS {
            for theme in THEMES {
                self.show_as(width, theme).await;
                for complaint in self.complaints().await {
                    complaints.push(format!("{width} {theme}: {complaint}"));
                }
                self.picture(&format!("{name}-{width}-{theme}")).await;
            }
        }
        self.run_scripts(self.scripts()).await;
        self.show_as(1280, "light").await;
        assert!(complaints.is_empty(), "{name}, {}:\n{}", self.path().await, complaints.join("\n"));
    }

    async fn complaints(&self) -> Vec<String> {
        let findings: Findings = self.page.execute_async(AXE, []).await.unwrap().convert().unwrap();
        assert!(findings.passed > 3, "axe looked at the page");
        let mut complaints: Vec<String> = findings
            .violations
            .iter()
            .map(|violation| format!("{} ({}): {}", violation.id, violation.help, violation.nodes.join("; ")))
            .collect();
        let beyond = self.beyond().await;
        if beyond != 0 {
            complaints.push(format!("the page is {beyond} pixels wider than the window"));
        }
        complaints
    }

    /// Keeps what the server sent, before any script changed it, for the HTML checker.
    async fn keep_source(&self, name: &str) {
        let tree = self.send("Page.getFrameTree", json!({})).await;
        // A page's own request goes by the name of its loader.
        let request = &tree["frameTree"]["frame"]["loaderId"];
        let answer = self.send("Network.getResponseBody", json!({ "requestId": request })).await;
        fs::create_dir_all("target/pages").unwrap();
        fs::write(format!("target/pages/{name}.html"), answer["body"].as_str().unwrap()).unwrap();
    }

    /// Keeps a picture of the whole page.
    pub async fn picture(&self, name: &str) {
        let size = self.send("Page.getLayoutMetrics", json!({})).await["cssContentSize"].clone();
        let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        let whole = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let picture = self.send("Page.captureScreenshot", whole).await;
        let picture = BASE64.decode(picture["data"].as_str().unwrap().as_bytes()).unwrap();
        fs::create_dir_all("target/screenshots").unwrap();
        fs::write(format!("target/screenshots/{name}.png"), picture).unwrap();
    }
}

fn axe() -> String {
    let path = "target/checkers/node_modules/axe-core/axe.min.js";
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}; run .ci/run packages"))
}
