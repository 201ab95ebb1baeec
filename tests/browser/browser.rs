//! A headless Chromium, and what one does in it.

use std::{
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{error::WebDriverResult, prelude::*};

use crate::garden::lines;

/// How long a page may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often is looked.
const GLANCE: Duration = Duration::from_millis(50);

/// A browser with a profile of its own.
pub struct Browser {
    pub page: WebDriver,
    scripts: bool,
    _process: DriverProcess,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser in which scripts run, or do not.
    pub async fn open(scripts: bool) -> Self {
        // The second call finds the first one's provider in place; either is the same.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let (process, port) = DriverProcess::start();
        let profile = tempfile::Builder::new().prefix("quintal-profile-").tempdir().unwrap();
        let mut capabilities = DesiredCapabilities::chrome();
        let flags = [
            "--headless=new",
            "--accept-lang=en",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-quic",
            "--disable-sync",
            "--hide-scrollbars",
            "--no-first-run",
        ];
        for flag in flags {
            capabilities.add_arg(flag).unwrap();
        }
        if rustix::process::geteuid().is_root() {
            capabilities.add_arg("--no-sandbox").unwrap();
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display())).unwrap();
        let page = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await.unwrap();
        let browser = Self { page, scripts, _process: process, _profile: profile };
        browser.send("Network.enable", json!({})).await;
        browser.run_scripts(scripts).await;
        browser.show_as(1280, "light").await;
        browser
    }

    /// Closes the browser.
    pub async fn close(self) {
        self.page.quit().await.unwrap();
    }

    /// Whether the scripts of pages run.
    pub fn scripts(&self) -> bool {
        self.scripts
    }

    /// A command of the Chrome `DevTools` Protocol.
    pub async fn send(&self, command: &str, parameters: Value) -> Value {
        self.page.cdp().send_raw(command, parameters).await.unwrap()
    }

    /// Lets the scripts of pages run, or not; what a test evaluates always runs.
    pub async fn run_scripts(&self, run: bool) {
        self.send("Emulation.setScriptExecutionDisabled", json!({ "value": !run })).await;
    }

    /// The width of the window, and whether the reader's system prefers `light` or `dark`. Nothing moves.
    pub async fn show_as(&self, width: u32, theme: &str) {
        let height = if width < 600 { 844 } else { 900 };
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.send("Emulation.setDeviceMetricsOverride", size).await;
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": theme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.send("Emulation.setEmulatedMedia", features).await;
    }

    /// Goes to an address, as by typing it.
    pub async fn go(&self, address: &str) {
        self.page.goto(address).await.unwrap();
    }

    /// Stays on the page, though it says that it wants to be loaded anew.
    pub async fn stay(&self) {
        self.send("Page.stopLoading", json!({})).await;
    }

    /// The path and query of the page.
    pub async fn path(&self) -> String {
        let address = self.page.current_url().await.unwrap();
        address[url::Position::BeforePath..url::Position::AfterQuery].to_owned()
    }

    /// What a script returns.
    pub async fn evaluate(&self, script: &str) -> Value {
        self.page.execute(script, []).await.unwrap().json().clone()
    }

    /// The first visible element that a selector finds, once there is one.
    pub async fn find(&self, selector: &str) -> WebElement {
        let query = self.page.query(By::Css(selector)).wait(PATIENCE, GLANCE).and_displayed();
        self.checked(query.first().await, &format!("{selector} is not to be seen")).await
    }

    /// The same, once a property of it has this value.
    pub async fn find_with(&self, selector: &str, property: &'static str, value: &'static str) -> WebElement {
        let query = self.page.query(By::Css(selector)).wait(PATIENCE, GLANCE).with_property(property, value);
        self.checked(query.first().await, &format!("no {selector} has {property} = {value}")).await
    }

    /// How many elements a selector finds now.
    pub async fn count(&self, selector: &str) -> usize {
        self.page.find_all(By::Css(selector)).await.unwrap().len()
    }

    /// The text of the first element that a selector finds.
    pub async fn text(&self, selector: &str) -> String {
        let element = self.find(selector).await;
        self.checked(element.text().await, selector).await
    }

    /// The texts of all elements that a selector finds.
    pub async fn texts(&self, selector: &str) -> Vec<String> {
        self.find(selector).await;
        let mut texts = Vec::new();
        for element in self.page.find_all(By::Css(selector)).await.unwrap() {
            texts.push(self.checked(element.text().await, selector).await);
        }
        texts
    }

    /// Writes into a field, instead of what stands there.
    pub async fn fill(&self, selector: &str, text: &str) {
        let field = self.find(selector).await;
        self.checked(field.clear().await, selector).await;
        self.checked(field.send_keys(text).await, selector).await;
    }

    /// Presses something on the page.
    pub async fn press(&self, selector: &str) {
        let element = self.find(selector).await;
        self.checked(element.click().await, &format!("{selector} cannot be pressed")).await;
    }

    /// Presses something that leads to another page, and waits for that.
    pub async fn follow(&self, selector: &str) {
        let old = self.page.find(By::Tag("html")).await.unwrap();
        self.press(selector).await;
        self.leave(&old, selector).await;
    }

    /// Presses a key that leads to another page, and waits for that.
    pub async fn follow_by_key(&self, key: Key) {
        let old = self.page.find(By::Tag("html")).await.unwrap();
        self.type_key(key).await;
        self.leave(&old, "the key").await;
    }

    async fn leave(&self, old: &WebElement, by: &str) {
        let left = old.wait_until().wait(PATIENCE, GLANCE).stale().await;
        self.checked(left, &format!("{by} leads nowhere")).await;
    }

    /// Presses a key, wherever the focus is.
    pub async fn type_key(&self, key: Key) {
        self.page.action_chain().send_keys(key).perform().await.unwrap();
    }

    /// Types letters, wherever the focus is.
    pub async fn type_text(&self, text: &str) {
        self.page.action_chain().send_keys(text).perform().await.unwrap();
    }

    /// Waits until an element that is in the page cannot be seen.
    pub async fn hidden(&self, selector: &str) {
        let query = self.page.query(By::Css(selector)).wait(PATIENCE, GLANCE).and_not_displayed();
        self.checked(query.first().await, &format!("{selector} does not hide")).await;
    }

    /// Waits until a script returns something true.
    pub async fn until(&self, script: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.evaluate(script).await != true {
            assert!(Instant::now() < deadline, "never came true: {script}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Types letters, wherever the focus is.
    pub async fn type_text(&self, text: &str) {
        self.page.action_chain().send_keys(text).perform().await.unwrap();
    }

    /// How many pixels the page is wider than the window.
    pub async fn beyond(&self) -> Value {
        let root = "const root = document.documentElement; return root.scrollWidth - root.clientWidth";
        self.evaluate(root).await
    }

    /// Says what went wrong, and on which page.
    pub async fn checked<T>(&self, result: WebDriverResult<T>, what: &str) -> T {
        match result {
            Ok(value) => value,
            Err(error) => {
                let address = self.page.current_url().await.map_or_else(|e| e.to_string(), Into::into);
                let text = match self.page.find(By::Tag("body")).await {
                    Ok(body) => body.text().await.unwrap_or_default(),
                    Err(error) => error.to_string(),
                };
                panic!("{what} at {address}: {error}\n\n{text}")
            }
        }
    }
}

/// The program that drives the browser.
struct DriverProcess(Child);

impl DriverProcess {
    /// Starts it on a free port, and tells that.
    fn start() -> (Self, u16) {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver can be started (Debian's package: chromium-driver)");
        let said = lines(&mut process);
        let process = Self(process);
        let line = said
            .iter()
            .find(|line| line.contains("started successfully on port"))
            .expect("chromedriver says its port");
        let port = line.rsplit(' ').next().unwrap().trim_end_matches('.').parse().unwrap();
        (process, port)
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        // It may have gone by itself.
        let _killed = self.0.kill();
        let _status = self.0.wait();
    }
}
